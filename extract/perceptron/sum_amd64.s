//go:build !purego

#include "textflag.h"

// func addRows(n int, rows *denseRow, dense *[2]uint64, offset int32, scores *int32)
// Thirty-two labels of n dense rows: their bytes are summed in 16 bits each, and the
// sums, less the offset, added to the scores.
TEXT ·addRows(SB), NOSPLIT, $0-40
	MOVQ n+0(FP), CX
	MOVQ rows+8(FP), SI
	MOVQ dense+16(FP), DI
	MOVL offset+24(FP), AX
	VMOVD AX, X5
	VPBROADCASTD X5, Y5
	MOVQ scores+32(FP), DX
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1

loop:
	MOVL (SI), AX // the row's first element of sixteen bytes
	SHLQ $4, AX
	VMOVD 4(SI), X2 // its shift
	VPMOVZXBW (DI)(AX*1), Y3
	VPMOVZXBW 16(DI)(AX*1), Y4
	VPSLLW X2, Y3, Y3
	VPSLLW X2, Y4, Y4
	VPADDW Y3, Y0, Y0
	VPADDW Y4, Y1, Y1
	ADDQ $8, SI
	DECQ CX
	JNZ loop

	VEXTRACTI128 $1, Y0, X2
	VEXTRACTI128 $1, Y1, X3
	VPMOVZXWD X0, Y0
	VPMOVZXWD X2, Y2
	VPMOVZXWD X1, Y1
	VPMOVZXWD X3, Y3
	VPSUBD Y5, Y0, Y0
	VPSUBD Y5, Y2, Y2
	VPSUBD Y5, Y1, Y1
	VPSUBD Y5, Y3, Y3
	VPADDD (DX), Y0, Y0
	VPADDD 32(DX), Y2, Y2
	VPADDD 64(DX), Y1, Y1
	VPADDD 96(DX), Y3, Y3
	VMOVDQU Y0, (DX)
	VMOVDQU Y2, 32(DX)
	VMOVDQU Y1, 64(DX)
	VMOVDQU Y3, 96(DX)
	VZEROUPPER
	RET

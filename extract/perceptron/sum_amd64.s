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

// func fetchSlots(n int, features *Feature, slots *slot, size uint64)
// Prefetches the home slots of n features; see table.home.
TEXT ·fetchSlots(SB), NOSPLIT, $0-32
	MOVQ n+0(FP), CX
	MOVQ features+8(FP), SI
	MOVQ slots+16(FP), DI
	MOVQ size+24(FP), R8

nextSlot:
	MOVL 4(SI), AX // the key: the upper half of the feature
	IMULQ R8, AX
	SHRQ $32, AX
	PREFETCHT0 (DI)(AX*8)
	ADDQ $8, SI
	DECQ CX
	JNZ nextSlot
	RET

// func fetchRows(n int, places *Place, dense *[2]uint64, width int, sparse *byte)
// Prefetches the first bytes of n rows; a dense one has width bytes.
TEXT ·fetchRows(SB), NOSPLIT, $0-40
	MOVQ n+0(FP), CX
	MOVQ places+8(FP), SI
	MOVQ dense+16(FP), DI
	MOVQ width+24(FP), R8
	MOVQ sparse+32(FP), R9
	XORQ R10, R10

nextRow:
	MOVL (SI), AX
	MOVL AX, BX
	ANDL $0x0FFFFFFF, BX // the number of a dense row
	IMULQ R8, BX
	ADDQ DI, BX
	CMPL AX, $0x40000000 // inline rows, and dense ones, are above all indices into sparse
	MOVL AX, DX
	CMOVQCC R10, DX
	ADDQ R9, DX
	TESTL AX, AX // the highest bit marks a dense row
	CMOVQMI BX, DX
	PREFETCHT0 (DX)
	ADDQ $8, SI
	DECQ CX
	JNZ nextRow
	RET

//go:build !purego

#include "textflag.h"

// The kernels add up each cell in the order of a's columns, one after the other, so
// that it is the same number whatever is computed beside it.

// Sets the sums of eight, or of the next four, registers to zero.
#define ZERO8 \
	VXORPS Y0, Y0, Y0 \
	VXORPS Y1, Y1, Y1 \
	VXORPS Y2, Y2, Y2 \
	VXORPS Y3, Y3, Y3 \
	VXORPS Y4, Y4, Y4 \
	VXORPS Y5, Y5, Y5 \
	VXORPS Y6, Y6, Y6 \
	VXORPS Y7, Y7, Y7

#define ZERO4 \
	VXORPS Y8, Y8, Y8 \
	VXORPS Y9, Y9, Y9 \
	VXORPS Y10, Y10, Y10 \
	VXORPS Y11, Y11, Y11

// Stores sixteen columns of a row.
#define ROW(low, high) \
	VMOVUPS low, (DX) \
	VMOVUPS high, 32(DX)

// func kernel6(k int, a *float32, lda int, b *float32, c *float32, ldc int)
// Sixteen columns of six rows: c = a·b, where b is a panel of k rows of sixteen.
// The strides lda and ldc are bytes.
TEXT ·kernel6(SB), NOSPLIT, $0-48
	MOVQ k+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ lda+16(FP), R8
	MOVQ b+24(FP), DI
	MOVQ c+32(FP), DX
	MOVQ ldc+40(FP), R9
	LEAQ (R8)(R8*2), R10
	ADDQ SI, R10
	ZERO8
	ZERO4

loop6:
	VMOVUPS (DI), Y12
	VMOVUPS 32(DI), Y13
	VBROADCASTSS (SI), Y14
	VBROADCASTSS (SI)(R8*1), Y15
	VFMADD231PS Y12, Y14, Y0
	VFMADD231PS Y13, Y14, Y1
	VFMADD231PS Y12, Y15, Y2
	VFMADD231PS Y13, Y15, Y3
	VBROADCASTSS (SI)(R8*2), Y14
	VBROADCASTSS (R10), Y15
	VFMADD231PS Y12, Y14, Y4
	VFMADD231PS Y13, Y14, Y5
	VFMADD231PS Y12, Y15, Y6
	VFMADD231PS Y13, Y15, Y7
	VBROADCASTSS (SI)(R8*4), Y14
	VBROADCASTSS (R10)(R8*2), Y15
	VFMADD231PS Y12, Y14, Y8
	VFMADD231PS Y13, Y14, Y9
	VFMADD231PS Y12, Y15, Y10
	VFMADD231PS Y13, Y15, Y11
	ADDQ $64, DI
	ADDQ $4, SI
	ADDQ $4, R10
	DECQ CX
	JNZ loop6

	ROW(Y0, Y1)
	ADDQ R9, DX
	ROW(Y2, Y3)
	ADDQ R9, DX
	ROW(Y4, Y5)
	ADDQ R9, DX
	ROW(Y6, Y7)
	ADDQ R9, DX
	ROW(Y8, Y9)
	ADDQ R9, DX
	ROW(Y10, Y11)
	VZEROUPPER
	RET

// func kernel4(k int, a *float32, lda int, b *float32, c *float32, ldc int)
// The same for four rows.
TEXT ·kernel4(SB), NOSPLIT, $0-48
	MOVQ k+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ lda+16(FP), R8
	MOVQ b+24(FP), DI
	MOVQ c+32(FP), DX
	MOVQ ldc+40(FP), R9
	LEAQ (SI)(R8*1), R10
	LEAQ (SI)(R8*2), R11
	LEAQ (R10)(R8*2), R12
	ZERO8
	XORQ AX, AX

loop4:
	VMOVUPS (DI), Y8
	VMOVUPS 32(DI), Y9
	VBROADCASTSS (SI)(AX*4), Y10
	VBROADCASTSS (R10)(AX*4), Y11
	VBROADCASTSS (R11)(AX*4), Y12
	VBROADCASTSS (R12)(AX*4), Y13
	VFMADD231PS Y8, Y10, Y0
	VFMADD231PS Y9, Y10, Y1
	VFMADD231PS Y8, Y11, Y2
	VFMADD231PS Y9, Y11, Y3
	VFMADD231PS Y8, Y12, Y4
	VFMADD231PS Y9, Y12, Y5
	VFMADD231PS Y8, Y13, Y6
	VFMADD231PS Y9, Y13, Y7
	ADDQ $64, DI
	INCQ AX
	CMPQ AX, CX
	JLT loop4

	ROW(Y0, Y1)
	ADDQ R9, DX
	ROW(Y2, Y3)
	ADDQ R9, DX
	ROW(Y4, Y5)
	ADDQ R9, DX
	ROW(Y6, Y7)
	VZEROUPPER
	RET

// func kernel1(k int, a *float32, b *float32, stride int, c *float32)
// Ninety-six columns of one row: b is six panels that stand stride bytes apart.
TEXT ·kernel1(SB), NOSPLIT, $0-40
	MOVQ k+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), DI
	MOVQ stride+24(FP), R8
	MOVQ c+32(FP), DX
	LEAQ (R8)(R8*2), R9
	ADDQ DI, R9
	ZERO8
	ZERO4

loop1:
	VBROADCASTSS (SI), Y12
	VFMADD231PS (DI), Y12, Y0
	VFMADD231PS 32(DI), Y12, Y1
	VFMADD231PS (DI)(R8*1), Y12, Y2
	VFMADD231PS 32(DI)(R8*1), Y12, Y3
	VFMADD231PS (DI)(R8*2), Y12, Y4
	VFMADD231PS 32(DI)(R8*2), Y12, Y5
	VFMADD231PS (R9), Y12, Y6
	VFMADD231PS 32(R9), Y12, Y7
	VFMADD231PS (DI)(R8*4), Y12, Y8
	VFMADD231PS 32(DI)(R8*4), Y12, Y9
	VFMADD231PS (R9)(R8*2), Y12, Y10
	VFMADD231PS 32(R9)(R8*2), Y12, Y11
	ADDQ $4, SI
	ADDQ $64, DI
	ADDQ $64, R9
	DECQ CX
	JNZ loop1

	VMOVUPS Y0, (DX)
	VMOVUPS Y1, 32(DX)
	VMOVUPS Y2, 64(DX)
	VMOVUPS Y3, 96(DX)
	VMOVUPS Y4, 128(DX)
	VMOVUPS Y5, 160(DX)
	VMOVUPS Y6, 192(DX)
	VMOVUPS Y7, 224(DX)
	VMOVUPS Y8, 256(DX)
	VMOVUPS Y9, 288(DX)
	VMOVUPS Y10, 320(DX)
	VMOVUPS Y11, 352(DX)
	VZEROUPPER
	RET

// func maxSum(n int, a *float32, b *float32) float32
// The greatest sum of two numbers in the same place; there is one at least.
TEXT ·maxSum(SB), NOSPLIT, $0-28
	MOVQ n+0(FP), CX
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), DI
	VMOVSS (SI), X0
	VADDSS (DI), X0, X0
	SUBQ $8, CX
	JLT restMax
	VBROADCASTSS X0, Y0

loopMax:
	VMOVUPS (SI), Y1
	VADDPS (DI), Y1, Y1
	VMAXPS Y1, Y0, Y0
	ADDQ $32, SI
	ADDQ $32, DI
	SUBQ $8, CX
	JGE loopMax
	VEXTRACTF128 $1, Y0, X1
	VMAXPS X1, X0, X0
	VPERMILPS $0x4E, X0, X1
	VMAXPS X1, X0, X0
	VPERMILPS $0xB1, X0, X1
	VMAXPS X1, X0, X0

restMax:
	ADDQ $8, CX
	JEQ doneMax

nextMax:
	VMOVSS (SI), X1
	VADDSS (DI), X1, X1
	VMAXSS X1, X0, X0
	ADDQ $4, SI
	ADDQ $4, DI
	DECQ CX
	JNZ nextMax

doneMax:
	VMOVSS X0, ret+24(FP)
	VZEROUPPER
	RET

// func addScaled8(n int, dst *float32, x *float32, a float32)
// dst += a·x for n values, rounded twice each; n is a multiple of eight.
TEXT ·addScaled8(SB), NOSPLIT, $0-28
	MOVQ n+0(FP), CX
	MOVQ dst+8(FP), DI
	MOVQ x+16(FP), SI
	VBROADCASTSS a+24(FP), Y1

loopScaled:
	VMULPS (SI), Y1, Y0
	VADDPS (DI), Y0, Y0
	VMOVUPS Y0, (DI)
	ADDQ $32, SI
	ADDQ $32, DI
	SUBQ $8, CX
	JNZ loopScaled
	VZEROUPPER
	RET

// Constants of exp as the Cephes library computes it.
DATA exp<>+0(SB)/4, $0x42aeac50  // 87.336…: beyond it exp overflows
DATA exp<>+4(SB)/4, $0xc2aeac50
DATA exp<>+8(SB)/4, $0x3fb8aa3b  // 1/ln 2
DATA exp<>+12(SB)/4, $0x3f318000 // ln 2, upper part
DATA exp<>+16(SB)/4, $0xb95e8083 // lower part
DATA exp<>+20(SB)/4, $0x39506967 // the polynomial, from its highest power
DATA exp<>+24(SB)/4, $0x3ab743ce
DATA exp<>+28(SB)/4, $0x3c088908
DATA exp<>+32(SB)/4, $0x3d2aa9c1
DATA exp<>+36(SB)/4, $0x3e2aaaaa
DATA exp<>+40(SB)/4, $0x3f000000
DATA exp<>+44(SB)/4, $0x3f800000 // 1
DATA exp<>+48(SB)/4, $0x0000007f // 127, whole
GLOBL exp<>(SB), RODATA|NOPTR, $52

// Squashes Y0: Y0 = mul / (1 + exp(scale·Y0)). Uses Y1 to Y3, and constants in Y7 to Y13.
#define SQUASH(scale, mul) \
	VMULPS scale, Y0, Y0 \
	VMINPS Y7, Y0, Y0 \
	VMAXPS Y8, Y0, Y0 \
	VMULPS Y9, Y0, Y1 \
	VROUNDPS $8, Y1, Y1 \
	VFNMADD231PS Y10, Y1, Y0 \
	VFNMADD231PS Y11, Y1, Y0 \
	VBROADCASTSS exp<>+20(SB), Y2 \
	VBROADCASTSS exp<>+24(SB), Y3 \
	VFMADD213PS Y3, Y0, Y2 \
	VBROADCASTSS exp<>+28(SB), Y3 \
	VFMADD213PS Y3, Y0, Y2 \
	VBROADCASTSS exp<>+32(SB), Y3 \
	VFMADD213PS Y3, Y0, Y2 \
	VBROADCASTSS exp<>+36(SB), Y3 \
	VFMADD213PS Y3, Y0, Y2 \
	VBROADCASTSS exp<>+40(SB), Y3 \
	VFMADD213PS Y3, Y0, Y2 \
	VMULPS Y0, Y0, Y3 \
	VFMADD213PS Y0, Y3, Y2 \
	VADDPS Y12, Y2, Y2 \
	VCVTPS2DQ Y1, Y1 \
	VPADDD Y13, Y1, Y1 \
	VPSLLD $23, Y1, Y1 \
	VMULPS Y1, Y2, Y2 \
	VADDPS Y12, Y2, Y2 \
	VDIVPS Y2, mul, Y0

// func squash8(n int, x *float32, scale, mul, add float32)
// x = mul / (1 + exp(scale·x)) + add, for n values; n is a multiple of eight.
TEXT ·squash8(SB), NOSPLIT, $0-28
	MOVQ n+0(FP), CX
	MOVQ x+8(FP), SI
	VBROADCASTSS scale+16(FP), Y4
	VBROADCASTSS mul+20(FP), Y5
	VBROADCASTSS add+24(FP), Y6
	VBROADCASTSS exp<>+0(SB), Y7
	VBROADCASTSS exp<>+4(SB), Y8
	VBROADCASTSS exp<>+8(SB), Y9
	VBROADCASTSS exp<>+12(SB), Y10
	VBROADCASTSS exp<>+16(SB), Y11
	VBROADCASTSS exp<>+44(SB), Y12
	VBROADCASTSS exp<>+48(SB), Y13

loop8:
	VMOVUPS (SI), Y0
	SQUASH(Y4, Y5)
	VADDPS Y6, Y0, Y0
	VMOVUPS Y0, (SI)
	ADDQ $32, SI
	SUBQ $8, CX
	JNZ loop8
	VZEROUPPER
	RET

// Loads a gate: what it has from the input, the bias, and what it has from the state.
#define GATE(gates, bias, step) \
	VMOVUPS gates, Y0 \
	VADDPS bias, Y0, Y0 \
	VADDPS step, Y0, Y0

// func state8(n int, gates, bias, step, last, cell, squashed, out *float32)
// A step of a recurrent layer of size n, a multiple of eight; see stateGo.
TEXT ·state8(SB), NOSPLIT, $0-64
	MOVQ n+0(FP), CX
	MOVQ gates+8(FP), SI
	MOVQ bias+16(FP), DI
	MOVQ step+24(FP), DX
	MOVQ last+32(FP), BX
	MOVQ cell+40(FP), R13
	MOVQ squashed+48(FP), R9
	MOVQ out+56(FP), AX
	LEAQ (CX*4), R8 // between gates
	LEAQ (R8)(R8*2), R10
	LEAQ (DI)(R10*1), R11
	LEAQ (DX)(R10*1), R12
	ADDQ SI, R10
	VBROADCASTSS squash<>+0(SB), Y4 // -1
	VBROADCASTSS squash<>+4(SB), Y5 // -2
	VBROADCASTSS squash<>+8(SB), Y6 // 2
	VBROADCASTSS exp<>+0(SB), Y7
	VBROADCASTSS exp<>+4(SB), Y8
	VBROADCASTSS exp<>+8(SB), Y9
	VBROADCASTSS exp<>+12(SB), Y10
	VBROADCASTSS exp<>+16(SB), Y11
	VBROADCASTSS exp<>+44(SB), Y12
	VBROADCASTSS exp<>+48(SB), Y13

loopState:
	GATE((SI), (DI), (DX)) // input
	SQUASH(Y4, Y12)
	VMOVUPS Y0, (SI)
	VMOVAPS Y0, Y14
	GATE((R10), (R11), (R12)) // candidate
	SQUASH(Y5, Y6)
	VADDPS Y4, Y0, Y0
	VMOVUPS Y0, (R10)
	VMULPS Y0, Y14, Y14
	GATE((SI)(R8*1), (DI)(R8*1), (DX)(R8*1)) // forget
	SQUASH(Y4, Y12)
	VMOVUPS Y0, (SI)(R8*1)
	VMULPS (BX), Y0, Y0
	VADDPS Y0, Y14, Y14
	VMOVUPS Y14, (R13)
	GATE((SI)(R8*2), (DI)(R8*2), (DX)(R8*2)) // output
	SQUASH(Y4, Y12)
	VMOVUPS Y0, (SI)(R8*2)
	VMOVAPS Y0, Y15
	VMOVAPS Y14, Y0
	SQUASH(Y5, Y6)
	VADDPS Y4, Y0, Y0
	VMOVUPS Y0, (R9)
	VMULPS Y15, Y0, Y0
	VMOVUPS Y0, (AX)
	ADDQ $32, SI
	ADDQ $32, R10
	ADDQ $32, DI
	ADDQ $32, R11
	ADDQ $32, DX
	ADDQ $32, R12
	ADDQ $32, BX
	ADDQ $32, R13
	ADDQ $32, R9
	ADDQ $32, AX
	SUBQ $8, CX
	JNZ loopState
	VZEROUPPER
	RET

DATA squash<>+0(SB)/4, $0xbf800000 // -1
DATA squash<>+4(SB)/4, $0xc0000000 // -2
DATA squash<>+8(SB)/4, $0x40000000 // 2
GLOBL squash<>(SB), RODATA|NOPTR, $12

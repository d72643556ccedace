using System.Runtime.InteropServices;

namespace Moltbot.Policy.Conversations;

/// <summary>A message of a prompt, as far as it matters for what is made shorter in it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Characters">How long it is.</param>
/// <param name="Text">What a tool answered; null for other messages.</param>
/// <param name="Tool">Which tool did; null for other messages, and where that is not known.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PromptPiece(PieceKind Kind, int Characters, string? Text = null, string? Tool = null);

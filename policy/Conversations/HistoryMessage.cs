using System.Runtime.InteropServices;

namespace Moltbot.Policy.Conversations;

/// <summary>A message of a conversation, as far as it matters for where that is cut.</summary>
/// <param name="Tokens">How long it is in a prompt.</param>
/// <param name="StartsTurn">Whether a person's words begin a turn with it: between its tool calls and their results nothing is cut.</param>
/// <param name="IsOpen">Whether it belongs to a turn that is not answered yet.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct HistoryMessage(long Tokens, bool StartsTurn, bool IsOpen);

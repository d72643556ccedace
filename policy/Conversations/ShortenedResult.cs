using System.Runtime.InteropServices;

namespace Moltbot.Policy.Conversations;

/// <summary>A tool's result that is made shorter in a prompt.</summary>
/// <param name="Index">Its number among the pieces.</param>
/// <param name="Text">What stands in its place.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ShortenedResult(int Index, string Text);

using System.Runtime.InteropServices;

namespace Moltbot.Grains.Sessions.Transcript;

/// <summary>A message of the conversation in memory.</summary>
/// <param name="Sequence">Its number in the transcript.</param>
/// <param name="Entry">The message.</param>
/// <param name="Shown">Characters that a prompt has of it, with overhead; 0 for one that no prompt has.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct HeldMessage(long Sequence, TranscriptEntry Entry, int Shown);

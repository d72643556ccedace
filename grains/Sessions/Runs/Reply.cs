using System.Runtime.InteropServices;
using Moltbot.GrainInterfaces.Sessions;

namespace Moltbot.Grains.Sessions.Runs;

/// <summary>What the assistant wrote, as the transcript has it.</summary>
/// <param name="Text">Its words; null when it wrote nothing.</param>
/// <param name="Usage">Tokens used; null when no model was asked.</param>
/// <param name="Provider">Who answered.</param>
/// <param name="Model">Which model.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Reply(string? Text, TokenUsage? Usage, string? Provider, string? Model);

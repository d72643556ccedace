using System.Runtime.InteropServices;

namespace Moltbot.Protocol.Events;

/// <summary>Versions of the shared state; each grows by one with every change.</summary>
/// <param name="Presence">Version of the presence list, at least 0.</param>
/// <param name="Health">Version of the health summary, at least 0.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StateVersion(long Presence, long Health);

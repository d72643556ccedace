namespace Moltbot.Grains.Sessions;

/// <summary>Another activation writes this session: this one ends and writes nothing more.</summary>
internal sealed class SessionLostException() : Exception("Another activation owns this session now.");

namespace Moltbot.Policy.Devices;

/// <summary>A device that proved to hold its key. It proves nothing about what it may do.</summary>
/// <param name="Id">Its id.</param>
/// <param name="PublicKey">Its key in the stored form.</param>
/// <param name="AnsweredChallenge">Whether the signature covers this connection's challenge; if not, it could be a repeated one.</param>
public sealed record VerifiedDevice(string Id, string PublicKey, bool AnsweredChallenge);

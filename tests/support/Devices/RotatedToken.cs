namespace Moltbot.TestSupport.Devices;

/// <summary>A token made anew.</summary>
public sealed record RotatedToken(string Token, IReadOnlyList<string> Scopes);

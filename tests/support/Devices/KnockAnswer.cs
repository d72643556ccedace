namespace Moltbot.TestSupport.Devices;

/// <summary>What a device at the door is told.</summary>
/// <param name="Outcome">Whether it gets in.</param>
/// <param name="Granted">The scopes it gets.</param>
/// <param name="Token">Its token, when it gets in.</param>
public sealed record KnockAnswer(KnockOutcome Outcome, IReadOnlyList<string> Granted, string? Token);

namespace Moltbot.Policy.Sessions.Sending;

/// <summary>One rule of <c>session.sendPolicy</c>; a part that is null matches everything.</summary>
/// <param name="Deny">Whether the rule forbids.</param>
/// <param name="Channel">A channel id.</param>
/// <param name="ChatType"><c>direct</c>, <c>group</c> or <c>channel</c>.</param>
/// <param name="KeyPrefix">How the session key starts.</param>
public sealed record SendRule(bool Deny, string? Channel = null, string? ChatType = null, string? KeyPrefix = null);

namespace Moltbot.Policy.Sessions;

/// <summary>Where a message came from, as far as a group's key needs it.</summary>
/// <param name="From">The platform's address, <c>telegram:group:-100</c> say.</param>
/// <param name="ChatType"><c>direct</c>, <c>group</c> or <c>channel</c>; may be absent.</param>
/// <param name="Provider">The channel id; may be absent.</param>
public sealed record GroupOrigin(string? From, string? ChatType, string? Provider);

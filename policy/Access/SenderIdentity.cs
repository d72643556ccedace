namespace Moltbot.Policy.Access;

/// <summary>Who sent something, as the platform says. Only <paramref name="Id"/> is sure to stay the same person's.</summary>
/// <param name="Id">The platform's id; without one nobody is admitted.</param>
/// <param name="Username">The user name, with or without <c>@</c>.</param>
/// <param name="Name">The display name; anybody can call themselves anything.</param>
/// <param name="Tag">The tag, <c>alice#1234</c> say.</param>
/// <param name="Phone">The telephone number.</param>
public sealed record SenderIdentity(
    string? Id, string? Username = null, string? Name = null, string? Tag = null, string? Phone = null);

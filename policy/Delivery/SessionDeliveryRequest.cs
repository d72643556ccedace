namespace Moltbot.Policy.Delivery;

/// <summary>Where somebody wants something of a session to go.</summary>
/// <param name="Channel">A channel's name; <c>last</c> or null = where the session was last spoken to.</param>
/// <param name="To">A chat; null = the last one of that channel.</param>
/// <param name="ThreadId">A thread; null = the last one.</param>
/// <param name="FallbackChannel">A channel's id for when the wanted one cannot be written to.</param>
/// <param name="AllowMismatchedLastTo">Whether the last chat may serve for another channel than its own.</param>
public sealed record SessionDeliveryRequest(
    string? Channel = null, string? To = null, string? ThreadId = null, string? FallbackChannel = null, bool AllowMismatchedLastTo = false);

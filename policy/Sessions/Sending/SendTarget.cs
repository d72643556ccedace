namespace Moltbot.Policy.Sessions.Sending;

/// <summary>The session something is about to be sent to.</summary>
/// <param name="SessionKey">Its key.</param>
/// <param name="Channel">Its channel; found in the key when null.</param>
/// <param name="ChatType">Its chat type; found in the key when null.</param>
/// <param name="Override">What the session has of its own: <c>deny</c> by <c>/send</c>, either by <c>sessions.patch</c>.</param>
public sealed record SendTarget(string? SessionKey, string? Channel = null, string? ChatType = null, string? Override = null);

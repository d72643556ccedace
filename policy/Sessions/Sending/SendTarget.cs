namespace Moltbot.Policy.Sessions.Sending;

/// <summary>The session something is about to be sent to.</summary>
/// <param name="SessionKey">Its key.</param>
/// <param name="Channel">Its channel; found in the key when null.</param>
/// <param name="ChatType">Its chat type; found in the key when null.</param>
/// <param name="Override">What <c>/send</c> or <c>sessions.patch</c> set: <c>allow</c> or <c>deny</c>.</param>
public sealed record SendTarget(string? SessionKey, string? Channel = null, string? ChatType = null, string? Override = null);

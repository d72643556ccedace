namespace Moltbot.Policy.Sessions;

/// <summary>The other end of a conversation, as a session key needs it.</summary>
/// <param name="Channel">The channel id, <c>telegram</c> say.</param>
/// <param name="AccountId">Our account on the channel; null means <c>default</c>.</param>
/// <param name="Kind">One of <see cref="PeerKinds"/>; null means a direct message.</param>
/// <param name="Id">The person, group or channel; blank for a direct message means the main session.</param>
public sealed record SessionPeer(string? Channel, string? AccountId, string? Kind, string? Id);

using Moltbot.GrainInterfaces.Security;

namespace Moltbot.GrainInterfaces.Pairing;

/// <summary>Senders of one channel account that ask to be let in, and those that were. Key: <see cref="GrainKey.ForAccount"/>.</summary>
[Alias("moltbot.IPairingGrain")]
public interface IPairingGrain : IGrainWithStringKey
{
    /// <summary>Stores a request; a known sender keeps code and time.</summary>
    /// <param name="senderId">The sender's immutable id.</param>
    /// <param name="name">The name shown.</param>
    /// <param name="username">The user name.</param>
    /// <param name="updateId">The update that asks; asking again by the same one answers the same, so that a reply is not lost.</param>
    /// <returns>The code when a reply is due; null when the sender was told already or too many wait.</returns>
    [Access(CallerRole.Grain), Alias("Request")]
    Task<string?> Request(string senderId, string? name, string? username, string updateId);

    /// <summary>Whether the sender was approved.</summary>
    [Access(CallerRole.Grain), Alias("IsApproved")]
    Task<bool> IsApproved(string senderId);

    /// <summary>Who waits and who was approved.</summary>
    [Access(Scope.Pairing), Alias("List")]
    Task<PairingList> List();

    /// <summary>Approves the sender with this code, in the caller's name. A code works once; wrong ones are counted and limited.</summary>
    [Access(Scope.Pairing), Alias("Approve")]
    Task<PairingApproval> Approve(string code);

    /// <summary>Takes an approval back, in the caller's name; false when there was none.</summary>
    [Access(Scope.Pairing), Alias("Revoke")]
    Task<bool> Revoke(string senderId);
}

using Moltbot.GrainInterfaces.Security;

namespace Moltbot.GrainInterfaces.Presence;

/// <summary>Who is connected, protocol §2.6. Kept in memory; gateways renew what they hold. Key: <see cref="GrainKey.ForTenant"/>.</summary>
[Alias("moltbot.IPresenceGrain")]
public interface IPresenceGrain : IGrainWithStringKey
{
    /// <summary>Adds or renews entries; no event.</summary>
    [Access(CallerRole.Gateway), Alias("Renew")]
    Task<PresenceSnapshot> Renew(IReadOnlyList<PresenceEntry> entries);

    /// <summary>A client left: marks its entry and tells everybody, soon if they were told just now.</summary>
    [Access(CallerRole.Gateway), Alias("Leave")]
    Task Leave(string key);

    /// <summary>A client told something of itself (method <c>system-event</c>): updates and tells everybody, soon if they were told just now.</summary>
    /// <returns>What changed, as a line for the main session; null when nothing worth telling.</returns>
    [Access(Scope.Admin), Alias("Update")]
    Task<string?> Update(PresenceEntry entry, bool isNodeLine);

    /// <summary>Everybody, newest first.</summary>
    [Access(Scope.Read, AlsoGateway = true), Alias("List")]
    Task<PresenceSnapshot> List();
}

using System.Runtime.InteropServices;
using Moltbot.Gateway.Connections;
using Moltbot.Gateway.Handshake;
using Moltbot.Gateway.Hosting;
using Moltbot.GrainInterfaces.Presence;
using Wire = Moltbot.Protocol.Methods.Status.PresenceEntry;

namespace Moltbot.Gateway.Tenants;

/// <summary>Lines of presence (protocol §2.6).</summary>
internal static class PresenceLines
{
    public static PresenceEntry Of(AdmittedClient client, long now)
    {
        ConnectionIdentity identity = client.Identity;
        string host = identity.Client.DisplayName ?? identity.Client.ClientId;
        string? ip = System.Net.IPAddress.TryParse(identity.RemoteIp, out var address) && System.Net.IPAddress.IsLoopback(address)
            ? null
            : identity.RemoteIp;
        return new PresenceEntry
        {
            Key = client.PresenceKey,
            Host = host,
            Ip = ip,
            Version = identity.Client.Version,
            Platform = identity.Client.Platform,
            DeviceFamily = identity.Client.DeviceFamily,
            ModelIdentifier = identity.Client.ModelIdentifier,
            Mode = identity.Client.Mode,
            DeviceId = identity.DeviceId,
            Roles = [identity.Role],
            Scopes = identity.Scopes.Count > 0 ? identity.Scopes : null,
            InstanceId = identity.DeviceId ?? identity.Client.InstanceId,
            Reason = "connect",
            Timestamp = now,
            Text = ip is null ? $"Node: {host} · mode {identity.Client.Mode}" : $"Node: {host} ({ip}) · mode {identity.Client.Mode}",
        };
    }

    public static PresenceEntry OfGateway(GatewayOptions options, Architecture architecture, long now)
    {
        string place = options.HostAddress is { } ip ? $"{options.HostName} ({ip})" : options.HostName;
        return new PresenceEntry
        {
            Key = "gateway:" + options.GatewayId,
            Host = options.HostName,
            Ip = options.HostAddress,
            Version = options.Version,
            Platform = Family().ToLowerInvariant(),
            DeviceFamily = Family(),
            ModelIdentifier = architecture.ToString().ToLowerInvariant(),
            Mode = "gateway",
            Reason = "self",
            Text = $"Gateway: {place} · app {options.Version} · mode gateway · reason self",
            Timestamp = now,
        };
    }

    public static Wire ToWire(PresenceEntry entry) => new()
    {
        Host = entry.Host,
        Ip = entry.Ip,
        Version = entry.Version,
        Platform = entry.Platform,
        DeviceFamily = entry.DeviceFamily,
        ModelIdentifier = entry.ModelIdentifier,
        Mode = entry.Mode,
        LastInputSeconds = entry.LastInputSeconds,
        Reason = entry.Reason,
        Tags = entry.Tags,
        Text = entry.Text,
        Ts = entry.Timestamp,
        DeviceId = entry.DeviceId,
        Roles = entry.Roles,
        Scopes = entry.Scopes,
        InstanceId = entry.InstanceId,
    };

    private static string Family() => OperatingSystem.IsLinux() ? "Linux" : OperatingSystem.IsMacOS() ? "Mac" : OperatingSystem.IsWindows() ? "Windows" : "Other";
}

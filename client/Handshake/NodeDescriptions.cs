using Moltbot.GrainInterfaces.Nodes;
using Moltbot.Policy.Configuration.Views;
using Moltbot.Policy.Nodes;
using Moltbot.Protocol.Methods.Connection;

namespace Moltbot.Gateway.Handshake;

/// <summary>What is known of a node when it connects.</summary>
internal static class NodeDescriptions
{
    /// <summary>The description, its commands limited to what its platform is allowed.</summary>
    public static NodeDescription Of(AdmittedClient client, ConnectParams connect, GatewayNodesConfig nodes)
    {
        NodePlatform platform = NodePlatforms.Parse(connect.Client.Platform, connect.Client.DeviceFamily);
        var allowed = NodeCommands.Allowed(platform, nodes.AllowCommands, nodes.DenyCommands).ToHashSet(StringComparer.Ordinal);
        return new NodeDescription
        {
            NodeId = client.Identity.DeviceId ?? connect.Client.Id,
            DisplayName = connect.Client.DisplayName,
            Platform = connect.Client.Platform,
            Version = connect.Client.Version,
            DeviceFamily = connect.Client.DeviceFamily,
            ModelIdentifier = connect.Client.ModelIdentifier,
            RemoteIp = client.Identity.RemoteIp,
            Caps = connect.Caps ?? [],
            Commands =
            [
                .. (connect.Commands ?? [])
                    .Select(static command => command.Trim())
                    .Where(allowed.Contains)
                    .Distinct(StringComparer.Ordinal),
            ],
            PathEnv = connect.PathEnv,
            Permissions = connect.Permissions,
        };
    }
}

using Moltbot.Protocol.Schemas.Wire;

namespace Moltbot.Protocol.Methods.Channels;

/// <summary>The methods of this folder.</summary>
public static class ChannelsMethods
{
    /// <summary><c>channels.status</c>.</summary>
    public static GatewayMethod<ChannelsStatusParams, ChannelsStatusResult> Status { get; } =
        new(MethodNames.ChannelsStatus, ChannelsShapes.ChannelsStatusParams, ChannelsJson.Default.ChannelsStatusParams, ChannelsJson.Default.ChannelsStatusResult);

    /// <summary><c>channels.logout</c>.</summary>
    public static GatewayMethod<ChannelsLogoutParams, ChannelsLogoutResult> Logout { get; } =
        new(MethodNames.ChannelsLogout, ChannelsShapes.ChannelsLogoutParams, ChannelsJson.Default.ChannelsLogoutParams, ChannelsJson.Default.ChannelsLogoutResult);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<GatewayMethod> All { get; } =
    [
        Status,
        Logout,
    ];
}

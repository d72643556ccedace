using Moltbot.GrainInterfaces.Devices;
using Moltbot.GrainInterfaces.Nodes;
using Wire = Moltbot.Protocol.Methods.Nodes;

namespace Moltbot.Gateway.Methods.Nodes;

/// <summary>Nodes as clients read them.</summary>
internal static class NodePayloads
{
    public static Wire.NodePairRequest Of(NodePairRequest request) => new()
    {
        RequestId = request.RequestId,
        NodeId = request.Node.NodeId,
        DisplayName = request.Node.DisplayName,
        Platform = request.Node.Platform,
        Version = request.Node.Version,
        CoreVersion = request.Node.CoreVersion,
        UiVersion = request.Node.UiVersion,
        DeviceFamily = request.Node.DeviceFamily,
        ModelIdentifier = request.Node.ModelIdentifier,
        Caps = NullIfEmpty(request.Node.Caps),
        Commands = NullIfEmpty(request.Node.Commands),
        Permissions = request.Node.Permissions,
        RemoteIp = request.Node.RemoteIp,
        Silent = request.Silent,
        IsRepair = request.IsRepair,
        Ts = request.Timestamp,
    };

    public static Wire.PairedNode Of(PairedNode node, string? token = null) => new()
    {
        NodeId = node.Node.NodeId,
        Token = token,
        DisplayName = node.Node.DisplayName,
        Platform = node.Node.Platform,
        Version = node.Node.Version,
        CoreVersion = node.Node.CoreVersion,
        UiVersion = node.Node.UiVersion,
        DeviceFamily = node.Node.DeviceFamily,
        ModelIdentifier = node.Node.ModelIdentifier,
        Caps = NullIfEmpty(node.Node.Caps),
        Commands = NullIfEmpty(node.Node.Commands),
        Permissions = node.Node.Permissions,
        RemoteIp = node.Node.RemoteIp,
        CreatedAtMs = node.CreatedAt,
        ApprovedAtMs = node.ApprovedAt,
        LastConnectedAtMs = node.LastConnectedAt,
    };

    /// <summary>A node that is connected now.</summary>
    public static Wire.NodeInfo Info(ConnectedNode connected, bool isPaired) => new()
    {
        NodeId = connected.Node.NodeId,
        DisplayName = connected.Node.DisplayName,
        Platform = connected.Node.Platform,
        Version = connected.Node.Version,
        CoreVersion = connected.Node.CoreVersion,
        UiVersion = connected.Node.UiVersion,
        DeviceFamily = connected.Node.DeviceFamily,
        ModelIdentifier = connected.Node.ModelIdentifier,
        RemoteIp = connected.Node.RemoteIp,
        Caps = Sorted(connected.Node.Caps),
        Commands = Sorted(connected.Node.Commands),
        PathEnv = connected.Node.PathEnv,
        Permissions = connected.Node.Permissions,
        ConnectedAtMs = connected.ConnectedAt,
        Paired = isPaired,
        Connected = true,
    };

    /// <summary>A node that is paired and away.</summary>
    public static Wire.NodeInfo Info(PairedDevice device) => new()
    {
        NodeId = device.DeviceId,
        DisplayName = device.Client.DisplayName,
        Platform = device.Client.Platform,
        Version = device.Client.Version,
        DeviceFamily = device.Client.DeviceFamily,
        ModelIdentifier = device.Client.ModelIdentifier,
        RemoteIp = device.RemoteIp,
        Caps = [],
        Commands = [],
        Paired = true,
        Connected = false,
    };

    public static Wire.NodeDescribeResult Describe(Wire.NodeInfo node, long now) => new()
    {
        Ts = now,
        NodeId = node.NodeId,
        DisplayName = node.DisplayName,
        Platform = node.Platform,
        Version = node.Version,
        CoreVersion = node.CoreVersion,
        UiVersion = node.UiVersion,
        DeviceFamily = node.DeviceFamily,
        ModelIdentifier = node.ModelIdentifier,
        RemoteIp = node.RemoteIp,
        Caps = node.Caps,
        Commands = node.Commands,
        PathEnv = node.PathEnv,
        Permissions = node.Permissions,
        ConnectedAtMs = node.ConnectedAtMs,
        Paired = node.Paired,
        Connected = node.Connected,
    };

    private static List<string> Sorted(IReadOnlyList<string> texts) => [.. texts.Order(StringComparer.Ordinal)];

    private static IReadOnlyList<string>? NullIfEmpty(IReadOnlyList<string> texts) => texts.Count > 0 ? texts : null;
}

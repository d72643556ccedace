using Moltbot.Protocol.Schemas;

namespace Moltbot.Protocol.Methods.Pairing;

/// <summary>Methods about senders on channels. They are ours: the original pairs senders from its command line alone.</summary>
public static class PairingMethods
{
    /// <summary><c>moltbot.pairing.list</c>.</summary>
    public static GatewayMethod<PairingListParams, PairingListResult> List { get; } = new(
        "moltbot.pairing.list",
        Shape.Object(("channel?", Shape.Text1), ("accountId?", Shape.Text1)),
        PairingJson.Default.PairingListParams,
        PairingJson.Default.PairingListResult);

    /// <summary><c>moltbot.pairing.approve</c>.</summary>
    public static GatewayMethod<PairingApproveParams, PairingApproveResult> Approve { get; } = new(
        "moltbot.pairing.approve",
        Shape.Object(("channel", Shape.Text1), ("accountId?", Shape.Text1), ("code", Shape.Text1)),
        PairingJson.Default.PairingApproveParams,
        PairingJson.Default.PairingApproveResult);

    /// <summary><c>moltbot.pairing.revoke</c>.</summary>
    public static GatewayMethod<PairingRevokeParams, PairingRevokeResult> Revoke { get; } = new(
        "moltbot.pairing.revoke",
        Shape.Object(("channel", Shape.Text1), ("accountId?", Shape.Text1), ("senderId", Shape.Text1)),
        PairingJson.Default.PairingRevokeParams,
        PairingJson.Default.PairingRevokeResult);
}

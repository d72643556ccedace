using Moltbot.Protocol.Schemas;

namespace Moltbot.Protocol.Methods.Policy;

/// <summary>Methods that say what policy decides, and why. They are ours.</summary>
public static class PolicyMethods
{
    /// <summary><c>moltbot.policy.explain</c>: may an agent use a tool?</summary>
    public static GatewayMethod<PolicyExplainParams, PolicyExplainResult> Explain { get; } = new(
        "moltbot.policy.explain",
        Shape.Object(
            ("tool", Shape.Text1), ("agentId?", Shape.Text1), ("sessionKey?", Shape.Text1), ("spawnedBy?", Shape.Text1), ("model?", Shape.Text1),
            ("channel?", Shape.Text1), ("accountId?", Shape.Text1), ("groupId?", Shape.Text1), ("groupSpace?", Shape.Text1),
            ("groupChannel?", Shape.Text1), ("senderId?", Shape.Text1), ("senderUsername?", Shape.Text1), ("senderName?", Shape.Text1),
            ("senderPhone?", Shape.Text1)),
        PolicyJson.Default.PolicyExplainParams,
        PolicyJson.Default.PolicyExplainResult);

    /// <summary><c>moltbot.policy.tools</c>: which tools does a session have?</summary>
    public static GatewayMethod<PolicyToolsParams, PolicyToolsResult> Tools { get; } = new(
        "moltbot.policy.tools",
        Shape.Object(("sessionKey?", Shape.Text1), ("agentId?", Shape.Text1)),
        PolicyJson.Default.PolicyToolsParams,
        PolicyJson.Default.PolicyToolsResult);

    /// <summary><c>moltbot.policy.admission</c>: may somebody talk to the assistant on a channel?</summary>
    public static GatewayMethod<PolicyAdmissionParams, PolicyAdmissionResult> Admission { get; } = new(
        "moltbot.policy.admission",
        Shape.Object(
            ("channel", Shape.Text1), ("accountId?", Shape.Text1), ("senderId", Shape.Text1), ("senderUsername?", Shape.Text1),
            ("senderName?", Shape.Text1), ("groupId?", Shape.Text1), ("groupSpace?", Shape.Text1), ("threadId?", Shape.Text1), ("mentioned?", Shape.Flag), ("text?", Shape.Text)),
        PolicyJson.Default.PolicyAdmissionParams,
        PolicyJson.Default.PolicyAdmissionResult);
}

namespace Moltbot.Policy.Access.Admission;

/// <summary>What <c>/activation</c> says where the mention decides.</summary>
internal static class ActivationStep
{
    /// <summary>The step; null where the configuration decides.</summary>
    public static AdmissionStep? Of(AccessRules rules, AdmissionDecision decision) => rules.RequireMention is { } required && !decision.WasMentioned
        // Set in the chat, over the configuration: no key of it turns this round.
        ? new(AdmissionGate.Mention, default, required
            ? "/activation mention was given in the group: the assistant has to be mentioned and was not"
            : "/activation always was given in the group: the assistant need not be mentioned")
        : null;
}

using Moltbot.Policy.Exec.Allowlists;
using Moltbot.Policy.Exec.Approvals;
using Moltbot.Policy.Exec.Documents;

namespace Moltbot.Policy.Exec.Plans;

/// <summary>The one decision about a run, whoever wants it: an agent, a node's wish, a schedule, a request over HTTP (attack E14).</summary>
public static class ExecPolicy
{
    private const string Sandbox = "sandbox";

    private const string Node = "node";

    /// <summary>Decides.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="settings">What is configured for its agent and session.</param>
    /// <param name="wish">What the call asks for itself.</param>
    /// <param name="document">The tenant's document of approvals.</param>
    /// <param name="isRemembered">Whether the same run was allowed for this conversation.</param>
    public static ExecDecision Decide(
        ExecPlan plan, ExecToolSettings settings, ExecWish wish, ExecDocument document, bool isRemembered)
    {
        if (plan.Host != settings.Host)
        {
            return new ExecDecision(ExecOutcome.Refuse, $"exec host not allowed (requested {plan.Host}; configured {settings.Host})");
        }

        if (plan.Host == Sandbox && !plan.IsSandboxed)
        {
            // The original runs it on the gateway then, unasked.
            return new ExecDecision(ExecOutcome.Refuse, "exec denied: host=sandbox, and there is no sandbox");
        }

        var rules = Rules(plan, settings, wish, document, out var ask);
        if (rules.Security == ExecSecurity.Deny)
        {
            return new ExecDecision(ExecOutcome.Refuse, $"exec denied: host={plan.Host} security=deny");
        }

        // What runs in a sandbox unasked is bound to nothing: whatever the command means there, it means inside.
        var isFree = plan.Host == Sandbox && rules.Security == ExecSecurity.Full && ask == ExecAsk.Off && plan.Environment.Refused.Count == 0;
        if (!isFree && plan.Problem() is { } problem)
        {
            return new ExecDecision(ExecOutcome.Refuse, $"exec denied: {problem}") { Security = rules.Security, Ask = ask };
        }

        if (isFree)
        {
            return new ExecDecision(ExecOutcome.Run) { Security = rules.Security, Ask = ask };
        }

        // Only a node has users with homes that a list can mean; elsewhere it would be the server's own.
        var home = plan.Host == Node ? plan.Home : null;
        var satisfied = ExecAllowlist.Evaluate(
            plan.Analysis, new AllowlistRules(rules.Allowlist, settings.SafeBins, AutoAllowSkills: rules.AutoAllowSkills, Home: home), plan).Satisfied;
        var allowed = rules.Security == ExecSecurity.Full || satisfied || (isRemembered && ask != ExecAsk.Always);
        if (ApprovalNeed.Requires(ask, rules.Security, analysisOk: true, allowed))
        {
            var paths = ExecAllowlist.PathsToRemember(plan.Analysis, plan);
            var offer = ApprovalMode.Offer(settings.Mode, ask, paths is not null && rules.Security == ExecSecurity.Allowlist);
            return new ExecDecision(ExecOutcome.Ask)
            {
                Security = rules.Security,
                Ask = ask,
                RunsUnanswered = rules.AskFallback == ExecSecurity.Full || (rules.AskFallback == ExecSecurity.Allowlist && satisfied),
                Offer = offer,
                Remember = offer.Always ? paths! : [],
            };
        }

        return allowed
            ? new ExecDecision(ExecOutcome.Run) { Security = rules.Security, Ask = ask }
            : new ExecDecision(ExecOutcome.Refuse, "exec denied: allowlist miss") { Security = rules.Security, Ask = ask };
    }

    private static ExecRules Rules(ExecPlan plan, ExecToolSettings settings, ExecWish wish, ExecDocument document, out ExecAsk ask)
    {
        // A sandbox stands in for the list and the question, unless they are asked for.
        var isSandbox = plan.Host == Sandbox;
        var security = settings.Security ?? (isSandbox && settings.Mode is null ? ExecSecurity.Full : ExecSecurity.Allowlist);
        var configuredAsk = settings.Mode?.Ask ?? settings.Ask ?? (isSandbox ? ExecAsk.Off : ExecAsk.OnMiss);
        if (settings is { Mode: { } mode, Ask: { } own })
        {
            configuredAsk = ExecWords.Max(mode.Ask, own);
        }

        security = ExecWords.Min(security, wish.Security ?? security);
        ask = ExecWords.Max(configuredAsk, wish.Ask ?? configuredAsk);
        var rules = document.For(plan.AgentId, new ExecDefaults(security, ask));
        if (isSandbox)
        {
            return rules with { Security = security, Ask = ask };
        }

        ask = ExecWords.Max(ask, rules.Ask);
        return rules with { Security = ExecWords.Min(security, rules.Security), Ask = ask };
    }
}

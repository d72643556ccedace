using Moltbot.Policy.Exec.Allowlists;

namespace Moltbot.Policy.Exec.Documents;

/// <summary>What counts for one agent.</summary>
/// <param name="Security">What may run.</param>
/// <param name="Ask">When a person is asked.</param>
/// <param name="AskFallback">What may run when nobody answered.</param>
/// <param name="AutoAllowSkills">Whether programs that skills brought are allowed.</param>
/// <param name="Allowlist">The entries for all agents, then the agent's own.</param>
public sealed record ExecRules(
    ExecSecurity Security, ExecAsk Ask, ExecSecurity AskFallback, bool AutoAllowSkills, IReadOnlyList<AllowlistEntry> Allowlist);

using Moltbot.Policy.Exec.Allowlists;

namespace Moltbot.Policy.Exec.Documents;

/// <summary>One agent's part of a document.</summary>
/// <param name="Settings">What it sets.</param>
/// <param name="Allowlist">Its list; null for none.</param>
public sealed record ExecAgent(ExecDefaults Settings, IReadOnlyList<AllowlistEntry>? Allowlist = null);

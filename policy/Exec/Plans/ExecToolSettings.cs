using Moltbot.Policy.Configuration;
using Moltbot.Policy.Exec.Approvals;
using Moltbot.Policy.Exec.Documents;
using Moltbot.Policy.Exec.SafeBins;

namespace Moltbot.Policy.Exec.Plans;

/// <summary>What the configuration says of the exec tool for one agent (<c>tools.exec</c>, the agent's own keys first).</summary>
/// <param name="Host">Where it runs: <c>sandbox</c>, <c>gateway</c> or <c>node</c>.</param>
/// <param name="Security">What may run; null when not set.</param>
/// <param name="Ask">When a person is asked; null when not set.</param>
/// <param name="Mode">The one word for both; null when not set.</param>
/// <param name="SafeBins">See <see cref="SafeBinSettings"/>.</param>
public sealed record ExecToolSettings(
    string Host, ExecSecurity? Security, ExecAsk? Ask, ApprovalMode? Mode, IReadOnlySet<string> SafeBins)
{
    /// <summary>Reads them.</summary>
    public static ExecToolSettings Of(ConfigDocument document, string agentId)
    {
        var own = document.Agents.Find(agentId)?.Section.Section("tools").Section("exec") ?? default;
        var all = document.Section("tools", "exec");
        return new ExecToolSettings(
            own.Text("host") ?? all.Text("host") ?? "sandbox",
            ExecWords.Security(own.String("security") ?? all.String("security")),
            ExecWords.Ask(own.String("ask") ?? all.String("ask")),
            ApprovalMode.Parse(own.String("approvalMode") ?? all.String("approvalMode") ?? document.Approvals.ApprovalMode),
            SafeBinSettings.Resolve(own.StringsOrNull("safeBins") ?? all.StringsOrNull("safeBins")));
    }

    /// <summary>The same with what was set on the session in place of it.</summary>
    public ExecToolSettings On(string? host, string? security, string? ask) => this with
    {
        Host = string.IsNullOrWhiteSpace(host) ? Host : host,
        Security = ExecWords.Security(security) ?? Security,
        Ask = ExecWords.Ask(ask) ?? Ask,
    };
}

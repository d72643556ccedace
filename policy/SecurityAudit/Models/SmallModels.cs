using System.Globalization;
using System.Text.RegularExpressions;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Sandboxes;
using Moltbot.Policy.SecurityAudit.Tools;
using Moltbot.Policy.Sessions;
using Moltbot.Policy.Tools;

namespace Moltbot.Policy.SecurityAudit.Models;

/// <summary>Small models in reach of what strangers write on the web, or without a sandbox around them.</summary>
internal static partial class SmallModels
{
    /// <summary>Up to here a model counts as small; billions of parameters, as its name tells them.</summary>
    private const double MaxBillions = 300;

    private static readonly string[] SearchKeys = ["BRAVE_API_KEY", "PERPLEXITY_API_KEY", "OPENROUTER_API_KEY"];

    public static IEnumerable<AuditFinding> Check(AuditSubject subject)
    {
        var small = ConfiguredModel.AllOf(subject.Document)
            .Where(static model => !model.IsForImages)
            .Select(static model => (Model: model, Billions: BillionsIn(model.Id)))
            .Where(static each => each.Billions is <= MaxBillions)
            .Select(each => (each.Model, each.Billions, Reach: ReachOf(subject, each.Model)))
            .ToList();
        if (small.Count == 0)
        {
            yield break;
        }

        var isSafe = small.TrueForAll(static each => each.Reach.IsSafe);
        yield return new AuditFinding(
            "models.small_params",
            isSafe ? AuditSeverity.Info : AuditSeverity.Critical,
            "Small models need a sandbox and no way to the web",
            "these models are easily misled:\n" + string.Join('\n', small.Select(static each => each.Model.Line(string.Create(
                CultureInfo.InvariantCulture, $"{each.Billions}B; {(each.Reach.IsSafe ? "ok" : "unsafe")}; sandbox {each.Reach.Sandbox}; web {each.Reach.Tools}")))),
            isSafe ? null : "set agents.defaults.sandbox.mode to \"all\" and tools.deny to [\"group:web\", \"browser\"], or use a larger model");
    }

    /// <summary>The most billions of parameters that a name tells: <c>llama-3-70b</c>; null when it tells none.</summary>
    internal static double? BillionsIn(string id) => Billions().Matches(id.ToLowerInvariant())
        .Select(static match => double.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture))
        .Where(static count => count > 0)
        .Select(static count => (double?)count)
        .Max();

    private static (bool IsSafe, string Sandbox, string Tools) ReachOf(AuditSubject subject, ConfiguredModel model)
    {
        var agent = new AgentToolPolicy(subject.Document, model.AgentId ?? subject.Document.Agents.DefaultAgentId);
        var slash = model.Id.IndexOf('/', StringComparison.Ordinal);
        var scope = agent.For(new ToolSituation
        {
            // The session that most goes on in; in mode non-main it is not sandboxed.
            SessionKey = SessionKeys.Main(agent.AgentId, subject.Document.Session.MainKey),
            Provider = slash > 0 ? model.Id[..slash] : null,
            Model = slash > 0 ? model.Id[(slash + 1)..] : model.Id,
        });
        var tools = WebTools(subject).Where(tool => scope.Decide(tool).Allowed).ToList();
        var isSandboxed = agent.SandboxMode == SandboxMode.All;
        return (isSandboxed && tools.Count == 0, agent.SandboxMode.ToString().ToLowerInvariant(), tools.Count == 0 ? "off" : string.Join(", ", tools));
    }

    private static IEnumerable<string> WebTools(AuditSubject subject)
    {
        var web = subject.Document.Section("tools", "web");
        var search = web.Section("search");
        if (search.Bool("enabled") ?? (search.Has("apiKey") || search.Section("perplexity").Has("apiKey") || SearchKeys.Any(key => subject.Environment(key) is { Length: > 0 })))
        {
            yield return "web_search";
        }

        if (web.Section("fetch").Bool("enabled") is not false)
        {
            yield return "web_fetch";
        }

        if (BrowserControl.IsEnabled(subject.Document))
        {
            yield return "browser";
        }
    }

    [GeneratedRegex(@"(^|[^a-z0-9])([a-z]|[0-9]+x)?(?<count>[0-9]+(\.[0-9]+)?)b([^a-z0-9]|\z)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Billions();
}

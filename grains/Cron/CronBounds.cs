using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Cron;
using Moltbot.GrainInterfaces.Policy;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Policy.Exec.Documents;
using Moltbot.Policy.Models;

namespace Moltbot.Grains.Cron;

/// <summary>
/// What a run of a job that a turn made may not go beyond: what that turn might when it wrote the job, and what its session may now. Neither
/// a setting that was taken back since nor one that came since gives the job more.
/// </summary>
internal static class CronBounds
{
    /// <summary>Where commands of sessions without a sandbox run; any other word on a session takes that away.</summary>
    private const string Gateway = "gateway";

    /// <param name="maker">The turn.</param>
    /// <param name="entry">Its session, and what is set on it now.</param>
    /// <param name="primary">The agent's own model.</param>
    /// <param name="chosen">The model to ask; null for the agent's.</param>
    public static TurnBounds Of(CronMaker maker, SessionEntry entry, ModelReference primary, ModelReference? chosen)
    {
        SessionSettings session = entry.Settings;
        ModelReference current = session.ModelOverride is { } model ? new ModelReference(session.ProviderOverride ?? primary.Provider, model) : primary;
        ToolUse now = maker.Use with { Provider = current.Provider, Model = current.Model };
        return new TurnBounds
        {
            Turns = [.. new[] { maker.Use, now }.Distinct().Select(use => new TurnBound { Use = use, SessionId = entry.SessionId })],
            Exec = new ExecPreferences
            {
                SessionHost = Narrowing(maker.Exec.SessionHost) ?? Narrowing(session.ExecHost),
                Security = Security(maker.Exec.SessionSecurity, session.ExecSecurity),
                Ask = Ask(maker.Exec.SessionAsk, session.ExecAsk),
            },
            Provider = chosen?.Provider,
            Model = chosen?.Model,
            Chat = maker.Chat,
        };
    }

    private static string? Narrowing(string? host) => string.IsNullOrWhiteSpace(host) || host == Gateway ? null : host;

    private static string? Security(string? then, string? now) => (ExecWords.Security(then), ExecWords.Security(now)) switch
    {
        ({ } one, { } other) => ExecWords.Of(ExecWords.Min(one, other)),
        (var one, var other) => (one ?? other) is { } only ? ExecWords.Of(only) : null,
    };

    private static string? Ask(string? then, string? now) => (ExecWords.Ask(then), ExecWords.Ask(now)) switch
    {
        ({ } one, { } other) => ExecWords.Of(ExecWords.Max(one, other)),
        (var one, var other) => (one ?? other) is { } only ? ExecWords.Of(only) : null,
    };
}

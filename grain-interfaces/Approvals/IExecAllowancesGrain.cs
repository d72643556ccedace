using Moltbot.GrainInterfaces.Security;

namespace Moltbot.GrainInterfaces.Approvals;

/// <summary>
/// The runs that were allowed for a conversation of a session ("allow-session"). A conversation is what lies between two resets; of those
/// before the last one the grain remembers nothing for long, and nobody asks about them. Key: <see cref="GrainKey.ForSession"/>.
/// </summary>
[Alias("moltbot.IExecAllowancesGrain")]
public interface IExecAllowancesGrain : IGrainWithStringKey
{
    /// <summary>Whether a run was allowed for a conversation.</summary>
    /// <param name="conversation">The id of the conversation, see <see cref="ExecCall.SessionId"/>.</param>
    /// <param name="hash">The run.</param>
    [Access(CallerRole.Grain), Alias("Has")]
    Task<bool> Has(string conversation, string hash);

    /// <summary>Allows a run for a conversation, and for no other of the session; the same again has no effect.</summary>
    /// <param name="conversation">The id of the conversation.</param>
    /// <param name="hash">The run.</param>
    [Access(CallerRole.Grain), Alias("Add")]
    Task Add(string conversation, string hash);

    /// <summary>Forgets what was allowed for other conversations of the session.</summary>
    /// <param name="conversation">The one that goes on; null when none does.</param>
    [Access(CallerRole.Grain), Alias("KeepOnly")]
    Task KeepOnly(string? conversation);
}

using Moltbot.GrainInterfaces.Security;

namespace Moltbot.GrainInterfaces.Approvals;

/// <summary>
/// Who may run what: the tenant's document of exec approvals, and the one decision about a run. Key: <see cref="GrainKey.ForTenant"/>.
/// </summary>
[Alias("moltbot.IExecPolicyGrain")]
public interface IExecPolicyGrain : IGrainWithStringKey
{
    /// <summary>The document.</summary>
    [Access(Scope.Admin), Alias("Show")]
    Task<ExecDocumentView> Show();

    /// <summary>Replaces it, if it is still the one that its editor saw.</summary>
    /// <param name="json">The document; what it leaves out of the socket stays.</param>
    /// <param name="baseHash">The hash of what its editor saw; not needed while nothing is stored.</param>
    [Access(Scope.Admin), Alias("Write")]
    Task<ExecDocumentResult> Write(string json, string? baseHash);

    /// <summary>Decides about a run. Every way to run anything asks here.</summary>
    [Access(CallerRole.Grain), Alias("Decide")]
    Task<ExecVerdict> Decide(ExecCall call, ExecPreferences preferences);

    /// <summary>Adds what an approver allowed for always to the agent's list; the same again has no effect.</summary>
    /// <param name="approvalId">The approval.</param>
    /// <param name="agentId">The agent.</param>
    /// <param name="paths">Paths of executables.</param>
    /// <param name="command">The command they were allowed for.</param>
    [Access(CallerRole.Grain), Alias("Remember")]
    Task Remember(string approvalId, string agentId, IReadOnlyList<string> paths, string command);
}

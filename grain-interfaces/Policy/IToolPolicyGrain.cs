using Moltbot.GrainInterfaces.Security;

namespace Moltbot.GrainInterfaces.Policy;

/// <summary>
/// Which tools an agent may use: the compiled form of that part of the configuration. Key: <see cref="GrainKey.ForAgent"/>.
/// </summary>
[Alias("moltbot.IToolPolicyGrain")]
public interface IToolPolicyGrain : IGrainWithStringKey
{
    /// <summary>Decides about tools.</summary>
    /// <param name="use">Where they would be used; nothing is looked up besides.</param>
    /// <param name="tools">Their names; the answers come in the same order.</param>
    [Access(CallerRole.Grain), Alias("Decide")]
    Task<IReadOnlyList<ToolPermission>> Decide(ToolUse use, IReadOnlyList<string> tools);

    /// <summary>Decides about tools, and says where they run.</summary>
    /// <param name="use">Where they would be used: a session is named; nothing is looked up besides.</param>
    /// <param name="tools">Their names; the answers come in the same order.</param>
    [Access(CallerRole.Grain), Alias("Offer")]
    Task<ToolOffer> Offer(ToolUse use, IReadOnlyList<string> tools);

    /// <summary>Says why a tool may be used or may not.</summary>
    /// <param name="use">Where it would be used. What is left out is taken from the stored session, if there is one, and from the agent's model.</param>
    /// <param name="tool">Any name of the tool.</param>
    [Access(Scope.Read), Alias("Explain")]
    Task<ToolReport> Explain(ToolUse use, string tool);

    /// <summary>Says of every tool whether it may be used and is there, and why not.</summary>
    /// <param name="use">As above.</param>
    [Access(Scope.Read), Alias("ExplainAll")]
    Task<ToolOverview> ExplainAll(ToolUse use);

    /// <summary>Says whether a session is sandboxed, in what, and why.</summary>
    /// <param name="sessionKey">The session, as stored; there need not be one.</param>
    [Access(Scope.Read), Alias("ExplainSandbox")]
    Task<SandboxReport> ExplainSandbox(string sessionKey);
}

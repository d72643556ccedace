using Moltbot.GrainInterfaces.Security;
using Orleans.Concurrency;

namespace Moltbot.GrainInterfaces.Skills;

/// <summary>
/// A tenant's skills and which of them count: those that somebody approved, as they were when they were approved. Key:
/// <see cref="GrainKey.ForTenant"/>.
/// </summary>
[Alias("moltbot.ISkillsGrain")]
public interface ISkillsGrain : IGrainWithStringKey
{
    /// <summary>Takes a skill's folder in. Unless it is the one that is approved already, it waits for an approval, and what it replaces counts no more.</summary>
    [Access(Scope.Admin), Alias("Install")]
    Task<SkillChange> Install(IReadOnlyList<SkillUpload> files);

    /// <summary>Approves a skill as somebody saw it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="hash">The hash that they were shown.</param>
    /// <param name="acceptsDangers">Whether they say that they saw the dangers that were found.</param>
    [Access(Scope.Admin), Alias("Approve")]
    Task<SkillChange> Approve(string name, string hash, bool acceptsDangers);

    /// <summary>Switches a skill off.</summary>
    [Access(Scope.Admin), Alias("Disable")]
    Task<SkillChange> Disable(string name);

    /// <summary>Forgets a skill; false when there is none of the name.</summary>
    [Access(Scope.Admin), Alias("Remove")]
    Task<bool> Remove(string name);

    /// <summary>All of them, by name.</summary>
    [Access(Scope.Read), AlwaysInterleave, Alias("List")]
    Task<IReadOnlyList<SkillView>> List();

    /// <summary>The programs that approved skills name, in order.</summary>
    [Access(CallerRole.Node), AlwaysInterleave, Alias("Programs")]
    Task<IReadOnlyList<string>> Programs();

    /// <summary>The approved skills that answer by themselves or that models are told of; null when they are still those of a revision.</summary>
    [Access(CallerRole.Grain), Alias("Answering")]
    Task<ApprovedAnswers?> Answering(long known);
}

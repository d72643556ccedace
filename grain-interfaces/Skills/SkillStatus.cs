namespace Moltbot.GrainInterfaces.Skills;

/// <summary>Whether a skill counts.</summary>
[GenerateSerializer, Alias("moltbot.SkillStatus")]
public enum SkillStatus
{
    /// <summary>Installed; nothing of it is used until somebody approves it.</summary>
    Pending = 0,

    /// <summary>Approved as it is.</summary>
    Approved = 1,

    /// <summary>Switched off by somebody; approving it switches it on.</summary>
    Disabled = 2,
}

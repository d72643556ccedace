using System.Text;
using Moltbot.GrainInterfaces.Skills;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Methods.Skills;

namespace Moltbot.Gateway.Methods.Skills;

/// <summary>Skills as clients are told of them.</summary>
internal static class SkillTexts
{
    /// <summary>pending, approved or disabled.</summary>
    public static string NameOf(SkillStatus status) => status switch
    {
        SkillStatus.Approved => "approved",
        SkillStatus.Disabled => "disabled",
        _ => "pending",
    };

    /// <summary>A skill, with its report or without.</summary>
    public static InstalledSkill Of(SkillView skill, bool hasReport) => new()
    {
        Name = skill.Name,
        Description = skill.Description,
        Kind = skill.Declared.IsAnswering ? "answers" : "words",
        Hash = skill.Hash,
        Status = NameOf(skill.Status),
        Dangers = skill.Dangers,
        InstalledBy = skill.InstalledBy,
        InstalledAt = skill.InstalledAt,
        ApprovedBy = skill.ApprovedBy,
        ApprovedAt = skill.ApprovedAt,
        Report = hasReport ? new RawJson(Encoding.UTF8.GetBytes(skill.ReportJson)) : default,
    };
}

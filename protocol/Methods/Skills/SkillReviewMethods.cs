using Moltbot.Protocol.Schemas;

namespace Moltbot.Protocol.Methods.Skills;

/// <summary>Methods by which a skill is taken in, looked at and approved. They are ours.</summary>
public static class SkillReviewMethods
{
    private static readonly Shape Named = Shape.Object(("name", Shape.Text1));

    /// <summary><c>moltbot.skills.list</c>: what is installed, without reports.</summary>
    public static NoParamsMethod<SkillListResult> List { get; } =
        new("moltbot.skills.list", Shape.Object(), SkillsJson.Default.SkillListResult);

    /// <summary><c>moltbot.skills.info</c>: one of them with its report.</summary>
    public static GatewayMethod<SkillNameParams, SkillResult> Info { get; } =
        new("moltbot.skills.info", Named, SkillsJson.Default.SkillNameParams, SkillsJson.Default.SkillResult);

    /// <summary><c>moltbot.skills.install</c>: takes a folder in; it waits for an approval.</summary>
    public static GatewayMethod<SkillFolderParams, SkillResult> Install { get; } = new(
        "moltbot.skills.install",
        Shape.Object(("files", Shape.List(Shape.Object(("path", Shape.Text1), ("content", Shape.Text))))),
        SkillsJson.Default.SkillFolderParams,
        SkillsJson.Default.SkillResult);

    /// <summary><c>moltbot.skills.approve</c>: approves what has this hash.</summary>
    public static GatewayMethod<SkillApproveParams, SkillResult> Approve { get; } = new(
        "moltbot.skills.approve",
        Shape.Object(("name", Shape.Text1), ("hash", Shape.Text1), ("acceptDangers?", Shape.Flag)),
        SkillsJson.Default.SkillApproveParams,
        SkillsJson.Default.SkillResult);

    /// <summary><c>moltbot.skills.disable</c>.</summary>
    public static GatewayMethod<SkillNameParams, SkillResult> Disable { get; } =
        new("moltbot.skills.disable", Named, SkillsJson.Default.SkillNameParams, SkillsJson.Default.SkillResult);

    /// <summary><c>moltbot.skills.remove</c>.</summary>
    public static GatewayMethod<SkillNameParams, SkillRemoveResult> Remove { get; } =
        new("moltbot.skills.remove", Named, SkillsJson.Default.SkillNameParams, SkillsJson.Default.SkillRemoveResult);
}

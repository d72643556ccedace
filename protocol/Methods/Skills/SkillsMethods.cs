using Moltbot.Protocol.Schemas;
using Moltbot.Protocol.Schemas.Wire;

namespace Moltbot.Protocol.Methods.Skills;

/// <summary>Methods about skills (section 5.7).</summary>
public static class SkillsMethods
{
    /// <summary><c>skills.status</c>.</summary>
    public static NoParamsMethod<SkillsStatusResult> Status { get; } =
        new(MethodNames.SkillsStatus, SkillsShapes.SkillsStatusParams, SkillsJson.Default.SkillsStatusResult);

    /// <summary><c>skills.bins</c>.</summary>
    public static NoParamsMethod<SkillsBinsResult> Bins { get; } =
        new(MethodNames.SkillsBins, SkillsShapes.SkillsBinsParams, SkillsJson.Default.SkillsBinsResult);

    /// <summary><c>skills.install</c>.</summary>
    public static GatewayMethod<SkillsInstallParams, SkillsInstallResult> Install { get; } =
        new(MethodNames.SkillsInstall, SkillsShapes.SkillsInstallParams, SkillsJson.Default.SkillsInstallParams, SkillsJson.Default.SkillsInstallResult);

    /// <summary><c>skills.update</c>.</summary>
    public static GatewayMethod<SkillsUpdateParams, SkillsUpdateResult> Update { get; } =
        new(MethodNames.SkillsUpdate, SkillsShapes.SkillsUpdateParams, SkillsJson.Default.SkillsUpdateParams, SkillsJson.Default.SkillsUpdateResult);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<GatewayMethod> All { get; } = [Status, Bins, Install, Update];
}

using Moltbot.Gateway.Dispatch;
using Moltbot.GrainInterfaces.Skills;
using Moltbot.Policy.Skills;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Methods.Skills;

namespace Moltbot.Gateway.Methods.Skills;

/// <summary>How a skill is taken in, looked at and approved.</summary>
internal sealed class SkillReviewModule : IMethodModule
{
    public void Register(MethodTableBuilder methods) => methods
        .Serve(SkillReviewMethods.List, List)
        .Serve(SkillReviewMethods.Info, Info)
        .Serve(SkillReviewMethods.Install, Install)
        .Serve(SkillReviewMethods.Approve, Approve)
        .Serve(SkillReviewMethods.Disable, Disable)
        .Serve(SkillReviewMethods.Remove, Remove);

    private static async ValueTask<GatewayResult<SkillListResult>> List(MethodCall call) =>
        new SkillListResult { Skills = [.. (await Skills(call).List()).Select(static skill => SkillTexts.Of(skill, hasReport: false))] };

    private static async ValueTask<GatewayResult<SkillResult>> Info(MethodCall call, SkillNameParams wanted) =>
        (await Skills(call).List()).FirstOrDefault(skill => skill.Name == wanted.Name) is { } found
            ? new SkillResult { Skill = SkillTexts.Of(found, hasReport: true) }
            : GatewayError.Invalid("no skill of this name is installed");

    private static async ValueTask<GatewayResult<SkillResult>> Install(MethodCall call, SkillFolderParams wanted)
    {
        if (wanted.Files.Count > SkillLimits.MaxFiles)
        {
            return GatewayError.InvalidParams(call.Method, $"at /files: must have at most {SkillLimits.MaxFiles} entries");
        }

        var files = new List<SkillUpload>(wanted.Files.Count);
        foreach (SkillFileParams file in wanted.Files)
        {
            var content = new byte[file.Content.Length];
            if (!Convert.TryFromBase64String(file.Content, content, out int length))
            {
                return GatewayError.InvalidParams(call.Method, $"at /files/{files.Count}/content: must be base64");
            }

            files.Add(new SkillUpload { Path = file.Path, Content = content[..length] });
        }

        return Changed(await Skills(call).Install(files));
    }

    private static async ValueTask<GatewayResult<SkillResult>> Approve(MethodCall call, SkillApproveParams wanted) =>
        Changed(await Skills(call).Approve(wanted.Name, wanted.Hash, wanted.AcceptDangers == true));

    private static async ValueTask<GatewayResult<SkillResult>> Disable(MethodCall call, SkillNameParams wanted) => Changed(await Skills(call).Disable(wanted.Name));

    private static async ValueTask<GatewayResult<SkillRemoveResult>> Remove(MethodCall call, SkillNameParams wanted) =>
        new SkillRemoveResult { Removed = await Skills(call).Remove(wanted.Name) };

    private static GatewayResult<SkillResult> Changed(SkillChange change) =>
        change.Skill is { } skill ? new SkillResult { Skill = SkillTexts.Of(skill, hasReport: true) } : GatewayError.Invalid(change.Refusal ?? "refused");

    private static ISkillsGrain Skills(MethodCall call) => call.Grain<ISkillsGrain>();
}

using System.Collections.Frozen;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Schemas;
using Moltbot.Protocol.Schemas.Wire;

namespace Moltbot.TestSupport.Wire;

/// <summary>Shapes of the params of methods that are known and not offered yet, where the original has one.</summary>
public static class UnofferedShapes
{
    /// <summary>Method name to shape.</summary>
    public static FrozenDictionary<string, Shape> ByMethod { get; } = new Dictionary<string, Shape>(StringComparer.Ordinal)
    {
        [MethodNames.Poll] = OutboundShapes.PollParams,
        [MethodNames.TalkMode] = StatusShapes.TalkModeParams,
        [MethodNames.UpdateRun] = StatusShapes.UpdateRunParams,
        [MethodNames.WizardStart] = WizardShapes.WizardStartParams,
        [MethodNames.WizardNext] = WizardShapes.WizardNextParams,
        [MethodNames.WizardCancel] = WizardShapes.WizardCancelParams,
        [MethodNames.WizardStatus] = WizardShapes.WizardStatusParams,
        [MethodNames.WebLoginStart] = ChannelsShapes.WebLoginStartParams,
        [MethodNames.WebLoginWait] = ChannelsShapes.WebLoginWaitParams,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}

using Moltbot.GrainInterfaces.Channels;
using Moltbot.GrainInterfaces.Security;

namespace Moltbot.GrainInterfaces.Policy;

/// <summary>
/// Who may talk through a channel account: the compiled form of that part of the configuration. Key:
/// <see cref="GrainKey.ForAccount"/>.
/// </summary>
[Alias("moltbot.IAccessPolicyGrain")]
public interface IAccessPolicyGrain : IGrainWithStringKey
{
    /// <summary>Judges an update of whatever kind.</summary>
    [Access(CallerRole.Grain), Alias("Admit")]
    Task<AdmissionVerdict> Admit(InboundMessage message);

    /// <summary>Says what would become of a message, and why. Nothing is kept, and nobody is offered a code.</summary>
    [Access(Scope.Read), Alias("Explain")]
    Task<AdmissionReport> Explain(AdmissionQuestion question);
}

namespace Moltbot.Embedded.Registration;

/// <summary>Names the class whose <c>Register</c> registers everything of an assembly, so that the assemblies that use it can call it.
/// For generated code.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class GrainManifestAttribute(Type manifest) : Attribute
{
    /// <summary>The class.</summary>
    public Type Manifest { get; } = manifest;
}

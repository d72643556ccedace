using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain's name and references, from the grain itself or from a reference.</summary>
public static class GrainExtensions
{
    /// <summary>The reference as another interface of the same grain; from a grain, a reference to itself.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain is TGrainInterface already and GrainReference ? already : Cast<TGrainInterface>(ReferenceOf(grain));
    }

    /// <inheritdoc cref="AsReference{TGrainInterface}"/>
    public static TGrainInterface Cast<TGrainInterface>(this IAddressable grain) => grain.AsReference<TGrainInterface>();

    /// <summary>The grain's name.</summary>
    public static GrainId GetGrainId(this IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain switch
        {
            Grain self => self.GrainContext.GrainId,
            GrainReference reference => reference.GrainId,
            IGrainBase self => self.GrainContext.GrainId,
            _ => throw NotAGrain(grain),
        };
    }

    /// <summary>The grain's key.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    private static TGrainInterface Cast<TGrainInterface>(GrainReference reference) =>
        (TGrainInterface)(object)reference.Router.Engine.Classes.MakeReference(typeof(TGrainInterface), reference.Router, reference.Key);

    private static GrainReference ReferenceOf(IAddressable grain) => grain switch
    {
        GrainReference reference => reference,
        IGrainBase self => self.GrainContext.GrainReference,
        _ => throw NotAGrain(grain),
    };

    private static ArgumentException NotAGrain(IAddressable grain) =>
        new($"{grain.GetType().FullName} is neither a grain made by the engine nor a reference to one.", nameof(grain));
}

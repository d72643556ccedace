namespace Orleans
{
    /// <summary>Marks a grain interface.</summary>
    public interface IGrain : Runtime.IAddressable;

    /// <summary>A grain whose key is a string.</summary>
    public interface IGrainWithStringKey : IGrain;

    /// <summary>An object outside the grains that grains may notify.</summary>
    public interface IGrainObserver : Runtime.IAddressable;
}

namespace Orleans.Runtime
{
    /// <summary>Anything that a grain reference can name.</summary>
    public interface IAddressable;
}

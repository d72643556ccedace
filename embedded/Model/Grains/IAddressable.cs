namespace Orleans.Runtime;

/// <summary>Anything that a grain reference can name.</summary>
public interface IAddressable;

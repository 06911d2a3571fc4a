namespace CityActors.Silo.Log.Recovery;

/// <summary>Sequences of a partition that lay in a damaged range.</summary>
/// <param name="Partition">Partition.</param>
/// <param name="From">First sequence lost.</param>
/// <param name="To">Last sequence lost.</param>
public sealed record LogLoss(int Partition, long From, long To)
{
    /// <inheritdoc/>
    public override string ToString() =>
        From == To ? $"partition {Partition} sequence {From}" : $"partition {Partition} sequences {From}-{To}";
}

using System.Runtime.InteropServices;
using CityActors.Domain.Rows;

namespace CityActors.Domain.Rules.Fold.States;

/// <summary>What is usual of a channel. Its layout is part of the snapshot format.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct BaselineRow : IReusedRow
{
    /// <summary>Exponentially weighted mean.</summary>
    public double Mean;

    /// <summary>Exponentially weighted variance.</summary>
    public double Variance;

    /// <summary>Handle of the channel + 1; 0 of a free row.</summary>
    public int ChannelPlusOne;

    /// <summary>Readings that it was made of.</summary>
    public int Count;

    /// <inheritdoc/>
    public readonly bool IsFree => ChannelPlusOne == 0;
}

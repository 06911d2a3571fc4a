namespace CityActors.Silo.Log.Recovery;

/// <summary>Something that was acknowledged cannot be read any more. The message names files, ranges, partitions and sequences.</summary>
public sealed class LogDamagedException(string message, Exception? cause = null) : Exception(message, cause);

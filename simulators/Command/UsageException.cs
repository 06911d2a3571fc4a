namespace CityActors.Simulators.Command;

/// <summary>The command line asks for something that cannot be done; the message is a sentence for whoever typed it.</summary>
public sealed class UsageException(string sentence) : Exception(sentence);

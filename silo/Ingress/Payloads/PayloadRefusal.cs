namespace CityActors.Silo.Ingress.Payloads;

/// <summary>Why a payload, or a record of it, was refused.</summary>
/// <param name="Reason">Word for counting, one of <see cref="RefusalReason"/>.</param>
/// <param name="Detail">Sentence: what was expected, what came, where. Empty beyond the first hundred of a payload.</param>
/// <param name="Record">Record or line, from 1; 0: the payload as a whole.</param>
internal readonly record struct PayloadRefusal(string Reason, string Detail, int Record);

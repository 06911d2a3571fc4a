namespace CityActors.Domain.Expressions.Evaluation;

/// <summary>One step of a program.</summary>
/// <param name="Code">What is done.</param>
/// <param name="Operand">Number of a constant or slot, place to go on at, or nothing.</param>
/// <param name="Count">How many values of the stack it takes.</param>
internal readonly record struct ExpressionStep(ExpressionCode Code, int Operand, int Count);

/// <summary>What a step does.</summary>
internal enum ExpressionCode : byte
{
    /// <summary>Puts a constant on the stack.</summary>
    Constant,

    /// <summary>Asks the owner.</summary>
    Slot,

    /// <summary>Takes a truth: goes on elsewhere when it is false, ends with no value when there is none.</summary>
    Unless,

    /// <summary>Goes on elsewhere.</summary>
    Jump,

    Or, And, Not, Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual,

    Add, Subtract, Multiply, Divide, Remainder, Negate,

    Abs, SquareRoot, Floor, Ceiling, Round, Exponential, Logarithm, Power, Smallest, Largest, Outside, Known, FirstKnown,
}
